using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engramm.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class MailDelivery : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "Body",
                table: "Mails",
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "text");

            migrationBuilder.AddColumn<Guid>(
                name: "AccountId",
                table: "Mails",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<Guid>(
                name: "AskedBy",
                table: "Mails",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Fault",
                table: "Mails",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "FaultStatus",
                table: "Mails",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "GivenUpAt",
                table: "Mails",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "NextTryAt",
                table: "Mails",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SentAt",
                table: "Mails",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Tries",
                table: "Mails",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "UselessAfter",
                table: "Mails",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTimeOffset(new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified), new TimeSpan(0, 0, 0, 0, 0)));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "AccountId",
                table: "Mails");

            migrationBuilder.DropColumn(
                name: "AskedBy",
                table: "Mails");

            migrationBuilder.DropColumn(
                name: "Fault",
                table: "Mails");

            migrationBuilder.DropColumn(
                name: "FaultStatus",
                table: "Mails");

            migrationBuilder.DropColumn(
                name: "GivenUpAt",
                table: "Mails");

            migrationBuilder.DropColumn(
                name: "NextTryAt",
                table: "Mails");

            migrationBuilder.DropColumn(
                name: "SentAt",
                table: "Mails");

            migrationBuilder.DropColumn(
                name: "Tries",
                table: "Mails");

            migrationBuilder.DropColumn(
                name: "UselessAfter",
                table: "Mails");

            migrationBuilder.AlterColumn<string>(
                name: "Body",
                table: "Mails",
                type: "text",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "text",
                oldNullable: true);
        }
    }
}
