import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { SetupError } from '../../src/errors.ts'
import { nameTools } from '../../src/tools/names.ts'

const CANARY = 'canary-52ab'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'warmline-test-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** The tools of a file as the settings give them, with what else stands in the environment and in .env. */
function read(
  text: string,
  { environment = {}, env = '' }: { environment?: NodeJS.ProcessEnv; env?: string } = {},
) {
  const [file, envFile] = [join(folder, 'tools.yaml'), join(folder, '.env')]
  writeFileSync(file, text)
  writeFileSync(envFile, env)
  return readConfig({ TOOLS_FILE: file, ...environment }, envFile).tools
}

function problems(...given: Parameters<typeof read>): readonly string[] {
  try {
    read(...given)
  } catch (error) {
    if (error instanceof SetupError) return error.problems
    throw error
  }
  return []
}

const WHOLE = `
servers:
  shop:
    command: npx
    args: ["-y", "shop-server@1.2.3"]
    env:
      SHOP_KEY: \${TOOL_SHOP_KEY}
    tools:
      find_orders: { read: true, customer: customer_id, customer_as: id, describe: Finds orders. }
      cancel_order: { read: false, customer: customer_id }
  stock:
    url: https://stock.example/mcp
    headers:
      Authorization: Bearer \${STOCK_KEY}
    tools:
      how_many: { read: true, customer: null }
`

describe('the file of tools', () => {
  it('names servers, what they need from the environment, and what their tools may do', () => {
    const tools = read(WHOLE, { environment: { STOCK_KEY: 'b' }, env: 'TOOL_SHOP_KEY=a' })
    expect([...(tools ?? [])]).toEqual([
      [
        'shop',
        {
          kind: 'command',
          command: 'npx',
          args: ['-y', 'shop-server@1.2.3'],
          env: { SHOP_KEY: 'a' },
          folder,
          tools: new Map([
            [
              'find_orders',
              { read: true, customer: { argument: 'customer_id', form: 'id' }, describe: 'Finds orders.' },
            ],
            [
              'cancel_order',
              { read: false, customer: { argument: 'customer_id', form: 'whole' }, describe: null },
            ],
          ]),
        },
      ],
      [
        'stock',
        {
          kind: 'url',
          url: 'https://stock.example/mcp',
          headers: { Authorization: 'Bearer b' },
          tools: new Map([['how_many', { read: true, customer: null, describe: null }]]),
        },
      ],
    ])
  })

  it('is told all that is wrong with it at once, with what to do and without a value', () => {
    const found = problems(
      `
servers:
  shop:
    command: npx
    headers: { Authorization: "Bearer ${CANARY}" }
    env: { SHOP_KEY: ${CANARY} }
    tools:
      find_orders: { customer: null }
      cancel_order: { read: "${CANARY}", customer: 3, extra: true }
  "a b": { url: "https://${CANARY}", tools: {} }
  ab: { url: "ftp://${CANARY}", tools: {} }
  none: { tools: {} }
other: ${CANARY}
`,
      { environment: { PORT: 'x' } },
    )
    expect(found.join('\n')).not.toContain(CANARY)
    expect(found).toEqual(
      expect.arrayContaining([
        'PORT: must be a number such as 3000.',
        expect.stringMatching(/^TOOLS_FILE, servers\.shop\.headers\.Authorization: must take its value/),
        expect.stringMatching(/^TOOLS_FILE, servers\.shop\.env\.SHOP_KEY: must take its value/),
        expect.stringMatching(
          /^TOOLS_FILE, servers\.shop\.tools\.find_orders\.read: is missing; it must be true/,
        ),
        expect.stringMatching(/^TOOLS_FILE, servers\.shop\.tools\.cancel_order\.read: it must be true/),
        expect.stringMatching(
          /^TOOLS_FILE, servers\.shop\.tools\.cancel_order\.customer: it must be the name/,
        ),
        expect.stringMatching(
          /^TOOLS_FILE, servers\.shop\.tools\.cancel_order: has "extra", which means nothing/,
        ),
        expect.stringMatching(/^TOOLS_FILE, servers\.a b: is no name/),
        expect.stringMatching(/^TOOLS_FILE, servers\.ab\.url: must look like https/),
        expect.stringMatching(/^TOOLS_FILE, the file: has "other"/),
      ]),
    )
  })

  it.each([
    ['a server that is neither', 'servers: { a: { tools: {} } }', 'servers.a: needs either command or url'],
    [
      'a server that is both',
      'servers: { a: { command: a, url: "http://b", tools: {} } }',
      'servers.a: needs either',
    ],
    ['a key that is not set', WHOLE, 'servers.shop.env.SHOP_KEY: TOOL_SHOP_KEY has no value'],
    ['a key of our own', WHOLE.replace('STOCK_KEY', 'SLACK_BOT_TOKEN'), "SLACK_BOT_TOKEN is Warmline's own"],
    ['YAML that is none', 'servers: [', 'line 1: is not valid YAML'],
    ['a name given twice', 'servers: {}\nservers: {}', 'line 2: is not valid YAML'],
    ['nothing', '', 'the file: the file begins with servers:'],
  ])('with %s is refused', (_what, text, problem) => {
    expect(problems(text).join('\n')).toContain(problem)
  })

  it('that is not there is refused', () => {
    expect(() => readConfig({ TOOLS_FILE: join(folder, 'none.yaml') }, join(folder, '.env'))).toThrow(
      'cannot be read',
    )
  })

  it('does not let other names into .env', () => {
    expect(problems('servers: {}', { env: 'SHOP_KEY=a' })).toEqual([
      expect.stringContaining('there is no setting SHOP_KEY'),
    ])
  })
})

describe('docs/tools.md', () => {
  it('shows a file that is right, with every key that there is', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/tools.md'), 'utf8')
    const sample = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
    const tools = read(sample, { env: 'TOOL_SHOP_KEY=a\nTOOL_STOCK_KEY=b' })
    expect([...(tools?.keys() ?? [])]).toEqual(['shop', 'stock'])
    for (const key of [
      'command',
      'args',
      'env',
      'url',
      'headers',
      'read',
      'customer',
      'customer_as',
      'describe',
    ])
      expect(sample).toContain(`${key}:`)
  })
})

describe('a tool’s name', () => {
  const named = (...ids: [string, string][]) => [
    ...nameTools(ids.map(([server, tool]) => ({ server, tool }))).keys(),
  ]

  it('is the server’s and its own, where that is safe', () => {
    expect(named(['shop', 'find-orders'], ['stock', 'how_many'])).toEqual([
      'shop_find-orders',
      'stock_how_many',
    ])
  })

  it('is safe, short, and no other’s, whatever the two are called', () => {
    const names = named(
      ['a', 'b_c'],
      ['a_b', 'c'],
      ['a', 'b.c'],
      ['a', 'b c'],
      ['a', 'ü'.repeat(99)],
      ['a', 'x'.repeat(99)],
      ['a', `${'x'.repeat(98)}y`],
    )
    expect(new Set(names).size).toBe(7)
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
  })

  it('does not depend on the order, nor on others that are not like it', () => {
    const [alone] = named(['a', 'b.c'])
    expect(named(['z', 'y'], ['a', 'b.c'])).toContain(alone)
    expect(named(['a', 'b_c'], ['a_b', 'c']).sort()).toEqual(named(['a_b', 'c'], ['a', 'b_c']).sort())
  })
})
