const LONGEST = 64 * 1024 * 1024
const NEWLINE = 10

/** One line of the input; `cut` where it was longer than 64 MB and only its beginning is here. */
export interface InputLine {
  text: string
  cut: boolean
}

/** Splits bytes into lines as they come. What is no UTF-8 becomes the replacement character; empty lines are left out. */
export async function* splitLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<InputLine> {
  let parts: Uint8Array[] = []
  let size = 0
  let cut = false
  const take = (piece: Uint8Array): void => {
    if (size + piece.length > LONGEST) cut = true
    else parts.push(piece)
    size += piece.length
  }
  const finish = (): InputLine | null => {
    const text = new TextDecoder().decode(Buffer.concat(parts)).trim()
    const line = text === '' ? null : { text, cut }
    parts = []
    size = 0
    cut = false
    return line
  }
  for await (const chunk of input) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      take(chunk.subarray(start, end))
      const line = finish()
      if (line !== null) yield line
      start = end + 1
    }
    if (start < chunk.length) take(Uint8Array.from(chunk.subarray(start)))
  }
  const last = finish()
  if (last !== null) yield last
}
