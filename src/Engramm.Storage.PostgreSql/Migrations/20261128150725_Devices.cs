using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engramm.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Devices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LastHeardAt",
                table: "Monitors",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DeviceKeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PracticeId = table.Column<Guid>(type: "uuid", nullable: false),
                    DeviceId = table.Column<string>(type: "text", nullable: false),
                    TokenHash = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    CreatedBy = table.Column<Guid>(type: "uuid", nullable: false),
                    RevokedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RevokedBy = table.Column<Guid>(type: "uuid", nullable: true),
                    LastUsedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeviceKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "UnusableSigns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    PracticeId = table.Column<Guid>(type: "uuid", nullable: false),
                    DeviceId = table.Column<string>(type: "text", nullable: false),
                    Sign = table.Column<string>(type: "text", nullable: false),
                    Refusal = table.Column<string>(type: "text", nullable: false),
                    LastAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnusableSigns", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DeviceKeys_PracticeId",
                table: "DeviceKeys",
                column: "PracticeId");

            migrationBuilder.CreateIndex(
                name: "IX_DeviceKeys_TokenHash",
                table: "DeviceKeys",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_UnusableSigns_PracticeId",
                table: "UnusableSigns",
                column: "PracticeId");

            migrationBuilder.CreateIndex(
                name: "IX_UnusableSigns_PracticeId_DeviceId_Sign_Refusal",
                table: "UnusableSigns",
                columns: new[] { "PracticeId", "DeviceId", "Sign", "Refusal" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DeviceKeys");

            migrationBuilder.DropTable(
                name: "UnusableSigns");

            migrationBuilder.DropColumn(
                name: "LastHeardAt",
                table: "Monitors");
        }
    }
}
