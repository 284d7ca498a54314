import type { Schedule } from './fit-weights.ts'

/** The table of the model has 2 to the power of this many slots. */
export const BITS = 17
/** How often each of our own phrases is written out. */
export const OWN_TIMES = 40
/** Chosen by how well whole sets are read that were held out of the training. */
export const SCHEDULE: Schedule = {
  seed: 20261122,
  rounds: 4,
  pace: 0.12,
  decay: 0.06,
  signPace: 0.5,
  alone: 0.1,
}
