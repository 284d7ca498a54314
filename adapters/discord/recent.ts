/** So many answers are remembered. */
const REMEMBERED = 1_000

/** What was found out a short while ago. Of two that ask at the same time one asks for both; a failure is not kept. */
export type Recent<Found> = {
  of(key: string): Promise<Found>
  forget(key: string): void
  forgetAll(): void
}

/** `kept`: for so many milliseconds an answer is taken to be true. */
export function createRecent<Found>(settings: {
  ask(key: string): Promise<Found>
  kept: number
  clock: () => number
}): Recent<Found> {
  const { ask, kept, clock } = settings
  const known = new Map<string, { at: number; found: Promise<Found> }>()

  return {
    of(key) {
      const last = known.get(key)
      const age = last ? clock() - last.at : kept
      if (last && age >= 0 && age < kept) return last.found
      const found = ask(key)
      known.delete(key)
      known.set(key, { at: clock(), found })
      const [oldest] = known.keys()
      if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
      found.catch(() => {
        if (known.get(key)?.found === found) known.delete(key)
      })
      return found
    },
    forget: (key) => void known.delete(key),
    forgetAll: () => known.clear(),
  }
}
