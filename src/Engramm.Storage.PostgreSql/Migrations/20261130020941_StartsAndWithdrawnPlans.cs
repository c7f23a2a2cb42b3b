using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engramm.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class StartsAndWithdrawnPlans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "StartedAt",
                table: "Sessions",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "WithdrawnAt",
                table: "Orders",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "WithdrawnBy",
                table: "Orders",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_OpenAtChair",
                table: "Sessions",
                column: "ChairId",
                unique: true,
                filter: "\"ClosedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_OpenOfPatient",
                table: "Sessions",
                column: "PatientId",
                unique: true,
                filter: "\"ClosedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_OrderId",
                table: "Sessions",
                column: "OrderId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Sessions_OpenAtChair",
                table: "Sessions");

            migrationBuilder.DropIndex(
                name: "IX_Sessions_OpenOfPatient",
                table: "Sessions");

            migrationBuilder.DropIndex(
                name: "IX_Sessions_OrderId",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "StartedAt",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "WithdrawnAt",
                table: "Orders");

            migrationBuilder.DropColumn(
                name: "WithdrawnBy",
                table: "Orders");
        }
    }
}
