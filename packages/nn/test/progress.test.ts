import { Progress, type Writer, writtenFacts } from "@cadena/nn";
import { expect, test } from "vitest";

/** A writer that remembers, and a clock that is set by hand. */
function stage(tty?: { columns?: number }): { writer: Writer; texts: string[]; clock: { now: number } } {
  const texts: string[] = [];
  const writer = { write: (text: string) => texts.push(text), ...(tty && { isTTY: true, ...tty }) };
  return { writer, texts, clock: { now: 0 } };
}

test("facts are written with four digits", () => {
  expect(writtenFacts({ loss: 0.123456, accuracy: 1, tiny: 1.23456e-7 })).toBe(
    "loss 0.1235, accuracy 1.000, tiny 1.235e-7",
  );
});

test("a terminal shows a bar with share, facts and the time left, drawn over itself", () => {
  const { writer, texts, clock } = stage({ columns: 200 });
  const progress = new Progress(writer, 4, () => clock.now);
  clock.now = 30_000;
  progress.advance(1, "epoch 1/2", { loss: 0.5 });
  expect(texts).toEqual(["\r\u001b[Kepoch 1/2 [#####...............] 25 % loss 0.5000 1 min 30 s left"]);
});

test("a terminal is drawn on no more often than an eye can follow, but always at the end", () => {
  const { writer, texts, clock } = stage({});
  const progress = new Progress(writer, 100, () => clock.now);
  for (let k = 1; k <= 100; k++) {
    clock.now += 10;
    progress.advance(k, "t", {});
  }
  expect(texts.length).toBeLessThan(15);
  expect(texts.at(-1)).toContain("100 %");
});

test("a bar is cut to the width of the terminal", () => {
  const { writer, texts } = stage({ columns: 20 });
  new Progress(writer, 2, () => 0).advance(1, "a long title", { loss: 1 });
  expect(texts[0]?.replace("\r\u001b[K", "")).toHaveLength(19);
});

test("a terminal that says 0 or nothing of its width is taken to have 80 columns", () => {
  for (const tty of [{ columns: 0 }, {}]) {
    const { writer, texts } = stage(tty);
    new Progress(writer, 2, () => 0).advance(1, "a long title ".repeat(20), { loss: 1 });
    expect(texts[0]?.replace("\r\u001b[K", "")).toHaveLength(79);
  }
});

test("elsewhere only whole lines are written, without codes for a terminal", () => {
  const { writer, texts } = stage();
  const progress = new Progress(writer, 2, () => 0);
  progress.advance(1, "epoch 1/2", { loss: 1 });
  progress.line("epoch 1/2: loss 1.000");
  progress.clear();
  expect(texts).toEqual(["epoch 1/2: loss 1.000\n"]);
});
