import { Chance } from '../../src/mind/training/chance.ts'
import { type Measures, measure } from '../../src/mind/training/measures.ts'

type Pairs = readonly (readonly [number, number])[]

/** A figure with the bounds between which it lies in 95 of 100 draws of as many messages, as "0.81 (0.76–0.85)". */
export function withInterval(pairs: Pairs, classes: number, figure: (measures: Measures) => number): string {
  if (pairs.length === 0) return '–'
  const chance = new Chance(1)
  const draws = Array.from({ length: 200 }, () =>
    figure(
      measure(
        Array.from({ length: pairs.length }, () => chance.of(pairs)),
        classes,
      ),
    ),
  ).sort((a, b) => a - b)
  const at = (i: number) => (draws[i] ?? 0).toFixed(2)
  return `${figure(measure(pairs, classes)).toFixed(3)} (${at(4)}–${at(195)})`
}
