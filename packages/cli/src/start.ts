/** The first thing a newcomer runs: `pnpm start`. */

const given = process.argv.slice(2);
// pnpm hands a literal "--" on to the script.
const words = given[0] === "--" ? given.slice(1) : given;

console.log(["Cadena", ...words].join(" "));
