// How the digits 0 to 9 are written: strokes in a unit square, x to the right and y downwards. Some have two forms.

/** A point of the unit square. */
export type Spot = readonly [x: number, y: number];

/** A line through points, drawn without lifting the pen. */
export type Stroke = readonly Spot[];

const stepDegrees = 20;

/** A part of an ellipse; angles in degrees run clockwise from the right. */
function arc(centre: Spot, radii: Spot, from: number, to: number): Spot[] {
  const steps = Math.ceil(Math.abs(to - from) / stepDegrees);
  return Array.from({ length: steps + 1 }, (_, k) => {
    const angle = ((from + ((to - from) * k) / steps) * Math.PI) / 180;
    return [centre[0] + radii[0] * Math.cos(angle), centre[1] + radii[1] * Math.sin(angle)];
  });
}

/** The forms of each digit. */
export const glyphs: readonly (readonly (readonly Stroke[])[])[] = [
  [[arc([0.5, 0.5], [0.32, 0.46], 0, 360)]],
  [
    [
      [
        [0.3, 0.25],
        [0.55, 0.04],
        [0.55, 0.96],
      ],
    ],
    [
      [
        [0.3, 0.25],
        [0.52, 0.04],
        [0.52, 0.96],
      ],
      [
        [0.28, 0.96],
        [0.76, 0.96],
      ],
    ],
  ],
  [[[...arc([0.5, 0.3], [0.3, 0.26], 190, 395), [0.18, 0.95], [0.84, 0.95]]]],
  [[[...arc([0.46, 0.27], [0.28, 0.23], 205, 440), ...arc([0.46, 0.72], [0.34, 0.24], 275, 510)]]],
  [
    [
      [
        [0.58, 0.04],
        [0.14, 0.66],
        [0.86, 0.66],
      ],
      [
        [0.62, 0.4],
        [0.62, 0.96],
      ],
    ],
    [
      [
        [0.22, 0.06],
        [0.18, 0.52],
        [0.76, 0.52],
      ],
      [
        [0.74, 0.06],
        [0.7, 0.96],
      ],
    ],
  ],
  [[[[0.8, 0.05], [0.27, 0.05], [0.24, 0.46], ...arc([0.46, 0.67], [0.34, 0.28], 230, 510)]]],
  [[[[0.68, 0.04], [0.36, 0.3], ...arc([0.5, 0.69], [0.28, 0.26], 180, 540)]]],
  [
    [
      [
        [0.16, 0.06],
        [0.84, 0.06],
        [0.42, 0.96],
      ],
    ],
    [
      [
        [0.16, 0.06],
        [0.84, 0.06],
        [0.44, 0.96],
      ],
      [
        [0.34, 0.52],
        [0.8, 0.52],
      ],
    ],
  ],
  [[arc([0.5, 0.27], [0.25, 0.22], 0, 360), arc([0.5, 0.73], [0.3, 0.24], 0, 360)]],
  [[[...arc([0.48, 0.31], [0.28, 0.26], 0, 360), [0.72, 0.6], [0.56, 0.96]]]],
];
