// A shape with one more axis, in types.
import type { IsDynamic, Shape } from "./shape.ts";

/** The shape with an axis of `Size` at the place `A` of the result; a negative one counts from its end. */
export type Inserted<S extends Shape, A extends number, Size extends number> =
  IsDynamic<S> extends true
    ? number[]
    : number extends A
      ? number[]
      : `${A}` extends `-${infer Back extends number}`
        ? FromEnd<S, Back, Size>
        : FromStart<S, A, Size>;

type FromStart<S extends Shape, A, Size extends number, Front extends Shape = []> = A extends Front["length"]
  ? [...Front, Size, ...S]
  : S extends readonly [infer First extends number, ...infer Rest extends Shape]
    ? FromStart<Rest, A, Size, [...Front, First]>
    : number[];

type FromEnd<S extends Shape, Back, Size extends number, Behind extends Shape = []> = [
  ...Behind,
  unknown,
]["length"] extends Back
  ? [...S, Size, ...Behind]
  : S extends readonly [...infer Rest extends Shape, infer Last extends number]
    ? FromEnd<Rest, Back, Size, [Last, ...Behind]>
    : number[];
