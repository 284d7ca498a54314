/** Which messages came with a nonce that is to count once; for a few minutes. */
export class Nonces {
  readonly #clock: () => number
  readonly #memory: number
  readonly #kept = new Map<string, { message: string; at: number }>()

  /** `memory` in milliseconds. */
  constructor(clock: () => number, memory: number) {
    this.#clock = clock
    this.#memory = memory
  }

  find(key: string): string | null {
    const kept = this.#kept.get(key)
    return kept && this.#clock() - kept.at <= this.#memory ? kept.message : null
  }

  keep(key: string, message: string): void {
    this.#kept.set(key, { message, at: this.#clock() })
  }
}
