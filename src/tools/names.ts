import { createHash } from 'node:crypto'

/** A tool of a server, by the server's own name for it. */
export type ToolId = { server: string; tool: string }

const LONGEST = 64
const SAFE = /^[A-Za-z0-9_-]+$/

/**
 * A name for each tool that any model can be shown: up to 64 of A-Z a-z 0-9 _ -, no two alike, and the same whichever
 * other tools there are, unless two would be alike.
 */
export function nameTools(ids: readonly ToolId[]): ReadonlyMap<string, ToolId> {
  const plain = ids.map(({ server, tool }) => `${server}_${tool}`)
  const isPlain = (name: string) =>
    SAFE.test(name) && name.length <= LONGEST && plain.indexOf(name) === plain.lastIndexOf(name)
  const named = new Map<string, ToolId>()
  for (const [index, id] of ids.entries()) {
    const name = plain[index] ?? ''
    if (isPlain(name)) named.set(name, id)
  }
  for (const [index, id] of ids.entries()) {
    const name = plain[index] ?? ''
    if (isPlain(name)) continue
    let marked = marking(name, id, 8)
    for (let length = 10; named.has(marked); length += 2) marked = marking(name, id, length)
    named.set(marked, id)
  }
  return named
}

function marking(name: string, { server, tool }: ToolId, length: number): string {
  const mark = createHash('sha256')
    .update(JSON.stringify([server, tool]))
    .digest('hex')
    .slice(0, length)
  return `${name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, LONGEST - length - 1)}_${mark}`
}
