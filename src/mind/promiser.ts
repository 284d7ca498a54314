import type { About } from '../model/model.ts'
import type { Said } from './answer.ts'

/** A promise as it stands in somebody's words. */
export type Found = {
  /** The sentence, or the part of it, word for word. */
  what: string
  /** When it is to be kept. Epoch milliseconds, always after it was made. */
  due: number
  /** False where no time was named, so that `due` is only what is usual. */
  stated: boolean
  /** Whether it is made only if something else happens first. */
  conditional: boolean
  /** 0..1 */
  sure: number
}

export type Promised = {
  text: string
  /** When it was said. Epoch milliseconds. */
  at: number
  /** The zone in which its times are meant: the customer's where it is known. IANA name. */
  zone: string
  /** What was said before, oldest first: words of others that are repeated are no promise. */
  said: readonly Said[]
  about: About
}

/** Finds what a message to a customer promises. Null where it could not be looked at. Never throws. */
export interface Promiser {
  find(promised: Promised): Promise<Found[] | null>
}
