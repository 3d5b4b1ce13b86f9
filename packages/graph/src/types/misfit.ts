// How a misfit of shapes reads in the editor: the operand's type is intersected with a branded sentence.

declare const misfit: unique symbol;

/** An operand of this type cannot exist; its message says why. */
export interface Misfit<Message extends string> {
  readonly [misfit]: Message;
}
