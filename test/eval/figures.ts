const DRAWS = 1_000

/** The mean of values with its 95 % interval (bootstrap, the same draws each time), as "0.812 (0.77–0.85)". */
export function withInterval(values: readonly number[]): string {
  let state = 12_345
  const dice = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x80000000
  }
  const means = Array.from({ length: DRAWS }, () =>
    mean(values.map(() => values[Math.floor(dice() * values.length)] ?? 0)),
  ).sort((a, b) => a - b)
  const at = (share: number) => (means[Math.floor(share * DRAWS)] ?? 0).toFixed(2)
  return `${mean(values).toFixed(3)} (${at(0.025)}–${at(0.975)})`
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

export function share(part: number, whole: number): string {
  return whole === 0 ? 'none' : (part / whole).toFixed(3)
}
