import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')
const NOT_NAMES = ['index', 'utils', 'util', 'helpers', 'helper', 'common', 'types']
const LOOSE_TYPES = /[^?]:\s*any\b|\bas any\b|<any\b|\bany\[\]/
const UNCHECKED = /@ts-ignore|@ts-nocheck/
const DATABASES = ['kysely', 'node:sqlite', 'pg']
const SQL = /\b(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\b/

/** Who may be imported by whom only: the file, and its importers. */
const ONLY_FOR: Record<string, string[]> = {
  'src/start.js': [],
  'src/main.ts': ['src/start.js'],
  'src/chat.ts': ['src/start.js'],
  'src/setup.ts': ['src/start.js'],
  'src/doctor.ts': ['src/start.js'],
  'src/ask.ts': ['src/start.js'],
  'src/find.ts': ['src/start.js'],
  'src/demo.ts': ['src/start.js'],
}
const MAY_IMPORT_ADAPTERS = [
  'src/warmline.ts',
  'src/platforms.ts',
  'src/chat.ts',
  'src/setup-discord.ts',
  'src/setup-slack.ts',
  'src/setup-values.ts',
  'src/doctor.ts',
]
const MAY_READ_ENVIRONMENT = [
  'src/main.ts',
  'src/chat.ts',
  'src/setup.ts',
  'src/doctor.ts',
  'src/ask.ts',
  'src/find.ts',
  'src/demo.ts',
  'src/config.ts',
  'src/start.js',
]
/** Those that put a company's platforms together name them; the core does not. */
const MAY_NAME_PLATFORMS = [
  'src/platforms.ts',
  'src/config.ts',
  'src/settings.ts',
  'src/slack-settings.ts',
  'src/discord-settings.ts',
  'src/setup.ts',
  'src/setup-discord.ts',
  'src/setup-run.ts',
  'src/setup-slack.ts',
  'src/setup-values.ts',
  'src/doctor.ts',
  'src/demo.ts',
  'src/demo/platforms.ts',
]
const ADAPTERS_MAY_IMPORT = [
  'src/adapter.ts',
  'src/attachment.ts',
  'src/card.ts',
  'src/card-words.ts',
  'src/changes.ts',
  'src/check.ts',
  'src/clean.ts',
  'src/errors.ts',
  'src/file-bytes.ts',
  'src/log.ts',
  'src/mentions.ts',
  'src/questions.ts',
  'src/reach.ts',
  'src/small-markdown.ts',
]

type Source = { path: string; text: string; code: string; imports: string[] }

const read = (pattern: string): Source[] =>
  globSync(pattern, { cwd: ROOT })
    .map((found) => found.replaceAll('\\', '/'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(ROOT, path), 'utf8')
      const code = text.replace(/(^|\s)(?:\/\*[\s\S]*?\*\/|\/\/.*$)/gm, '$1')
      return { path, text, code, imports: pathsIn(code).map((to) => resolved(path, to)) }
    })

const IMPORT = /\bimport\s*\(\s*(?<name>\w+)\s*\)|\b(?:from|import)\s*\(?\s*['"](?<path>[^'"\s]+)['"]/g
const UNREADABLE = 'nobody knows'

/** What is imported; `import(NAME)` counts as what NAME is in the same file. */
function pathsIn(code: string): string[] {
  const named = (name: string) => new RegExp(`const ${name}(?:: string)? = '([^']+)'`).exec(code)?.[1]
  return [...code.matchAll(IMPORT)].map(
    ({ groups }) => groups?.path ?? named(groups?.name ?? '') ?? UNREADABLE,
  )
}

/** As a path of this repository, or the name of a library. */
function resolved(from: string, to: string): string {
  return to.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(from), to)).replaceAll('\\', '/') : to
}

const house = read('{src,adapters}/**/*.{ts,js}')
const tests = read('test/**/*.ts')

const names = (sources: Source[]) => sources.map(({ path }) => path)
const imports = (sources: Source[], isWrong: (to: string, from: string) => boolean) =>
  sources.flatMap(({ path, imports: all }) =>
    all.filter((to) => isWrong(to, path)).map((to) => `${path} -> ${to}`),
  )

describe('the house', () => {
  it('is read whole, and every path that it imports is there', () => {
    expect(names(house)).toEqual(
      expect.arrayContaining(['src/start.js', 'src/ledger/work.ts', 'adapters/local/adapter.ts']),
    )
    const inside = /^(?:src|adapters)\//
    expect(imports(house, (to) => inside.test(to) && !names(house).includes(to))).toEqual([])
    expect(imports(house, (to) => to.startsWith('test/') || to.startsWith('..'))).toEqual([])
    expect(imports(house, (to) => to === UNREADABLE)).toEqual([])
  })

  it('has doors that only the start opens', () => {
    expect(imports(house, (to, from) => !(ONLY_FOR[to]?.includes(from) ?? true))).toEqual([])
  })

  it('knows its adapters in two places', () => {
    const core = house.filter(({ path }) => path.startsWith('src/') && !MAY_IMPORT_ADAPTERS.includes(path))
    expect(imports(core, (to) => to.startsWith('adapters/'))).toEqual([])
  })

  it('names no platform in its core', () => {
    const core = house.filter(({ path }) => path.startsWith('src/') && !MAY_NAME_PLATFORMS.includes(path))
    expect(names(core.filter(({ code }) => /slack|discord/i.test(code)))).toEqual([])
  })

  it('reads the environment where it starts, and nowhere else', () => {
    const others = house.filter(({ path }) => !MAY_READ_ENVIRONMENT.includes(path))
    expect(
      names(others.filter(({ code }) => /\bprocess\s*\.\s*env\b|\benv\b[^;\n]*node:process/.test(code))),
    ).toEqual([])
  })

  it('keeps adapters apart from the core and from each other', () => {
    const adapters = house.filter(({ path }) => path.startsWith('adapters/'))
    const isWrong = (to: string, from: string) => {
      const [, name] = from.split('/')
      const may = [...ADAPTERS_MAY_IMPORT, `adapters/${name}/`, ...(name === 'local' ? ['src/web/'] : [])]
      return (
        /^(?:src|adapters)\//.test(to) &&
        !may.some((path) => (path.endsWith('/') ? to.startsWith(path) : to === path))
      )
    }
    expect(imports(adapters, isWrong)).toEqual([])
  })

  it('speaks SQL in the ledger alone', () => {
    const others = house.filter(({ path }) => !path.startsWith('src/ledger/'))
    expect(
      imports(others, (to) => DATABASES.some((library) => to === library || to.startsWith(`${library}/`))),
    ).toEqual([])
    expect(names(others.filter(({ code }) => SQL.test(code)))).toEqual([])
  })

  it('imports nothing in a circle', () => {
    expect(circles(new Map(house.map(({ path, imports: all }) => [path, all])))).toEqual([])
  })

  it('has no file whose name says nothing', () => {
    const name = (path: string) => path.split('/').at(-1)?.split('.')[0] ?? ''
    expect(names([...house, ...tests]).filter((path) => NOT_NAMES.includes(name(path)))).toEqual([])
  })

  it('types everything', () => {
    const typed = [...house, ...tests].filter(({ path }) => path !== 'test/structure.test.ts')
    expect(names(typed.filter(({ text, code }) => UNCHECKED.test(text) || LOOSE_TYPES.test(code)))).toEqual(
      [],
    )
  })

  it('runs every test that it has', () => {
    const left = /\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:skip|only|todo)\b/
    expect(names(tests.filter(({ code }) => left.test(code)))).toEqual([])
  })
})

/** Each circle once, from its first file in the alphabet round to it again. */
function circles(graph: Map<string, string[]>): string[] {
  const found = new Set<string>()
  const finished = new Set<string>()
  const walk = (path: string, way: string[]): void => {
    const start = way.indexOf(path)
    if (start !== -1) {
      const round = way.slice(start)
      const first = round.indexOf([...round].sort()[0] ?? '')
      const turned = [...round.slice(first), ...round.slice(0, first)]
      found.add([...turned, turned[0]].join(' -> '))
      return
    }
    if (finished.has(path)) return
    for (const to of graph.get(path) ?? []) walk(to, [...way, path])
    finished.add(path)
  }
  for (const path of graph.keys()) walk(path, [])
  return [...found].sort()
}
