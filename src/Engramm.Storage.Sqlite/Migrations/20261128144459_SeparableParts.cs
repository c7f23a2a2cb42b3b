using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engramm.Storage.Sqlite.Migrations
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    PracticeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Part = table.Column<int>(type: "INTEGER", nullable: false),
                    IsOn = table.Column<bool>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<Guid>(type: "TEXT", nullable: false),
                    ByName = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: true),
                    TextVersion = table.Column<int>(type: "INTEGER", nullable: true),
                    Language = table.Column<int>(type: "INTEGER", nullable: true),
                    Signature = table.Column<string>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", nullable: true)
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
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "LimitHighlighting",
                table: "Practices",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }
    }
}
