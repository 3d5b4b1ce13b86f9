#!/usr/bin/env node
/** The program `cadena`. */

const given = process.argv.slice(2);
// pnpm hands a literal "--" on to the script.
const words = given[0] === "--" ? given.slice(1) : given;

if (words.length > 0) {
  console.error(`cadena: unknown command: ${words.join(" ")}`);
  process.exitCode = 2;
}
