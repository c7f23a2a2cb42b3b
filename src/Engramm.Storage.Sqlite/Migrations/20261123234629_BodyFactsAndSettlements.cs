using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engramm.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class BodyFactsAndSettlements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "WeighedHow",
                table: "Patients",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ConfirmedBy",
                table: "HeldMessages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SessionId",
                table: "HeldMessages",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Settlement",
                table: "HeldMessages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SettlementReason",
                table: "HeldMessages",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "WeighedHow",
                table: "Patients");

            migrationBuilder.DropColumn(
                name: "ConfirmedBy",
                table: "HeldMessages");

            migrationBuilder.DropColumn(
                name: "SessionId",
                table: "HeldMessages");

            migrationBuilder.DropColumn(
                name: "Settlement",
                table: "HeldMessages");

            migrationBuilder.DropColumn(
                name: "SettlementReason",
                table: "HeldMessages");
        }
    }
}
