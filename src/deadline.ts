/** Nothing came in time. */
export class DeadlineError extends Error {
  constructor(milliseconds: number) {
    super(`No result within ${milliseconds} ms`)
    this.name = 'DeadlineError'
  }
}

/** The promise's own end, or DeadlineError after so many milliseconds, whichever is first. */
export async function withDeadline<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(milliseconds)), milliseconds)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
