import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import type { Knowledge, KnowledgeEvent } from '../../src/knowledge/knowledge.ts'
import { openKnowledge } from '../../src/knowledge/knowledge.ts'

let folder: string
let knowledge: Knowledge | null
let events: KnowledgeEvent[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warmline-'))
  await writeFile(
    join(folder, 'oil.md'),
    '# Oil\n\nWe sell lamp oil at [our shop](https://Lamps.example/oil).',
  )
  knowledge = null
  events = []
})
afterEach(async () => {
  await knowledge?.close()
  await rm(folder, { recursive: true, force: true })
})

async function opened(): Promise<Knowledge> {
  knowledge = await openKnowledge(folder, { on: (event) => events.push(event) })
  return knowledge
}

function found(from: Knowledge, question: string): string[] {
  return from.search.search(question, 3).map(({ passage }) => passage.page)
}

describe('the knowledge', () => {
  it('says what it has read and where its links lead', async () => {
    await writeFile(join(folder, 'bytes.md'), Uint8Array.from([0xff, 0xc3]))
    const { summary, hosts } = await opened()
    expect(summary).toEqual({
      pages: 1,
      passages: 1,
      skipped: [{ file: 'bytes.md', why: 'it is not UTF-8 text' }],
      warnings: [],
    })
    expect(Array.from(hosts)).toEqual(['lamps.example'])
  })

  it('reads a large folder aside, tells how far it is, and gives the same', async () => {
    const long = 'Every lamp is tested by hand before it leaves our house. '.repeat(800)
    await writeFile(join(folder, 'tests.md'), `# Tests\n\n${long}`)
    await writeFile(join(folder, 'bytes.md'), Uint8Array.from([0xff, 0xc3]))
    const pages = await opened()
    expect(pages.summary).toMatchObject({ pages: 2, skipped: [{ file: 'bytes.md' }] })
    expect(found(pages, 'is it tested by hand?')[0]).toBe('tests.md')
    expect(found(pages, 'lamp oil')[0]).toBe('oil.md')
    expect(Array.from(pages.hosts)).toEqual(['lamps.example'])
    expect(events.map(({ kind }) => kind)).toEqual(['reading', 'read'])
    await writeFile(join(folder, 'wicks.md'), 'We sell wicks.')
    await rm(join(folder, 'oil.md'))
    await pages.reload()
    expect(found(pages, 'wicks')[0]).toBe('wicks.md')
    expect(pages.summary).toMatchObject({ pages: 2 })
  })

  it('answers from a changed page once it is read again', async () => {
    const pages = await opened()
    expect(found(pages, 'wicks')).toEqual([])
    await writeFile(join(folder, 'wicks.md'), 'We sell wicks.')
    await pages.reload()
    expect(found(pages, 'wicks')).toEqual(['wicks.md'])
  })

  it('sees a change by itself', async () => {
    const pages = await opened()
    const deadline = performance.now() + 5_000
    await writeFile(join(folder, 'wicks.md'), 'We sell wicks.')
    while (found(pages, 'wicks').length === 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(found(pages, 'wicks')).toEqual(['wicks.md'])
  }, 10_000)

  it('keeps the old pages when the folder cannot be read', async () => {
    const pages = await opened()
    await rename(folder, `${folder}-away`)
    await pages.reload()
    expect(found(pages, 'oil')).toEqual(['oil.md'])
    expect(events.at(-1)?.kind).toBe('kept')
    await rename(`${folder}-away`, folder)
    await pages.reload()
    expect(events.at(-1)?.kind).toBe('read')
  })

  it('goes on without a page that breaks', async () => {
    const pages = await opened()
    await writeFile(join(folder, 'wicks.md'), Uint8Array.from([0xff, 0xc3]))
    await pages.reload()
    expect(found(pages, 'oil')).toEqual(['oil.md'])
    expect(pages.summary.skipped.map(({ file }) => file)).toEqual(['wicks.md'])
  })

  it('reads once for many wishes at the same moment, and misses none', async () => {
    const pages = await opened()
    const first = pages.reload()
    await writeFile(join(folder, 'wicks.md'), 'We sell wicks.')
    await Promise.all([first, pages.reload(), pages.reload(), pages.reload()])
    expect(found(pages, 'wicks')).toEqual(['wicks.md'])
    expect(events.filter(({ kind }) => kind === 'read').length).toBeLessThanOrEqual(3)
  })

  it('is refused where the folder is missing, and is empty where the folder is', async () => {
    await expect(openKnowledge(join(folder, 'missing'))).rejects.toThrow(SetupError)
    await rm(join(folder, 'oil.md'))
    expect((await opened()).summary).toMatchObject({ pages: 0, passages: 0 })
  })
})
