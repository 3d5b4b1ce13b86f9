import { userLine } from "@cadena/graph";
import { expect, test } from "vitest";

test.each([
  ["    at build (file:///models/me/model.ts:3:5)", "/models/me/model.ts:3:5"],
  ["    at file:///models/me/model.ts:3:5", "/models/me/model.ts:3:5"],
  ["    at async file:///models/me/model.ts:3:5", "/models/me/model.ts:3:5"],
  ["    at new Model (/models/me/model.js:3:5)", "/models/me/model.js:3:5"],
  ["    at Model.sum [as total] (/models/me/model.js:3:5)", "/models/me/model.js:3:5"],
  [
    "    at build (file:///models/me/my%20models%20(old)/m%C3%BC.ts:3:5)",
    "/models/me/my models (old)/mü.ts:3:5",
  ],
  ["    at file:///models/me/my%20models%20(old)/a.ts:3:5", "/models/me/my models (old)/a.ts:3:5"],
  ["    at /models/me/my models (old)/a.js:3:5", "/models/me/my models (old)/a.js:3:5"],
  ["    at build (C:\\Users\\A B\\a.js:3:5)", "C:\\Users\\A B\\a.js:3:5"],
  ["    at file:///C:/Users/A%20B/a.js:3:5", "C:/Users/A B/a.js:3:5"],
  ["    at file:///models/me/100%.ts:3:5", "/models/me/100%.ts:3:5"],
  ["    at build (https://example.org/model.js:3:5)", "https://example.org/model.js:3:5"],
  ["build@https://example.org/model.js:3:5", "https://example.org/model.js:3:5"],
  ["@https://example.org/model.js:3:5", "https://example.org/model.js:3:5"],
])("the user's line in a stack: %s", (frame, place) => {
  const stack = ["Error", "    at Array.map (<anonymous>)", frame, "    at main (/models/me/main.js:1:1)"];
  expect(userLine({ trace: { stack: stack.join("\n") }, role: undefined })).toBe(place);
});
