import { vi } from 'vitest'

/** How long what a test waits for may take on a busy machine before it fails. Milliseconds. */
const PATIENCE = 15_000

/** Resolves to what `look` gives as soon as it does not throw; throws what it threw last when patience is over. */
export function soon<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, { timeout: PATIENCE })
}
