/** One line of the report: what was measured, what it was, and what it was to be. */
export type Figure = { name: string; value: string; goal: string; met: boolean }

/** Runs the contestants in turn, so that whatever else the machine does falls on all of them; their times in milliseconds. */
export async function inTurn(rounds: number, contestants: (() => Promise<unknown>)[]): Promise<number[][]> {
  const times = contestants.map((): number[] => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, run] of contestants.entries()) {
      const began = performance.now()
      await run()
      times[index]?.push(performance.now() - began)
    }
  }
  return times
}

export async function each(rounds: number, run: (round: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    await run(round)
    times.push(performance.now() - began)
  }
  return times
}

/** The value below which so many per cent of the times lie. NaN of none. */
export function percentile(times: readonly number[] | undefined, percent: number): number {
  const sorted = [...(times ?? [])].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

export function ms(time: number): string {
  return `${time.toFixed(time < 10 ? 2 : 1)} ms`
}
