using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engramm.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class SeparableParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "DeviceAlarms",
                table: "Practices");

            migrationBuilder.DropColumn(
                name: "LimitHighlighting",
                table: "Practices");

            migrationBuilder.CreateTable(
                name: "SwitchDecisions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PracticeId = table.Column<Guid>(type: "uuid", nullable: false),
                    Part = table.Column<int>(type: "integer", nullable: false),
                    IsOn = table.Column<bool>(type: "boolean", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    By = table.Column<Guid>(type: "uuid", nullable: false),
                    ByName = table.Column<string>(type: "text", nullable: false),
                    Text = table.Column<string>(type: "text", nullable: true),
                    TextVersion = table.Column<int>(type: "integer", nullable: true),
                    Language = table.Column<int>(type: "integer", nullable: true),
                    Signature = table.Column<string>(type: "text", nullable: true),
                    Reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SwitchDecisions", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SwitchDecisions_PracticeId",
                table: "SwitchDecisions",
                column: "PracticeId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SwitchDecisions");

            migrationBuilder.AddColumn<bool>(
                name: "DeviceAlarms",
                table: "Practices",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "LimitHighlighting",
                table: "Practices",
                type: "boolean",
                nullable: false,
                defaultValue: false);
        }
    }
}
