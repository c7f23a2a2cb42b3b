using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engramm.Storage.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Pseudonym : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Pseudonym",
                table: "Sessions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Pseudonym",
                table: "Patients",
                type: "text",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Pseudonym",
                table: "Sessions");

            migrationBuilder.DropColumn(
                name: "Pseudonym",
                table: "Patients");
        }
    }
}
