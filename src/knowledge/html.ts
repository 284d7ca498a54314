import { z } from 'zod'
import { isHidden } from './hidden.ts'

const DROPPED = new Set(
  `SCRIPT STYLE TEMPLATE NOSCRIPT NAV HEADER FOOTER ASIDE FORM SVG MATH IFRAME OBJECT EMBED CANVAS AUDIO VIDEO
  BUTTON INPUT SELECT TEXTAREA DIALOG HEAD TITLE IMG PICTURE LINK META`.split(/\s+/),
)
// Turndown's own DOM. By name, for its types are written for another module; so its shape is checked instead.
const DOMINO: string = '@mixmark-io/domino'
const Domino = z.object({
  default: z.object({
    createDocument: z.custom<(html: string) => Document>((value) => typeof value === 'function'),
  }),
})

const ELEMENT = 1
const TEXT = 3
const DEEPEST = 200
const OPENS_OR_CLOSES = /<(\/?)([a-z][\w-]*)/gi
// Void elements, and those that HTML lets a page leave open.
const LEFT_OPEN = new Set(
  'area base br col embed hr img input link meta source track wbr p li dt dd tr td th thead tbody tfoot option'.split(
    ' ',
  ),
)

/** What a page says to a visitor, and what it says of itself; null where it says nothing. */
export type HtmlPage = { markdown: string; title: string | null; url: string | null }

/**
 * Reads the part of an HTML page that a visitor reads (its <main> or <article> where it has one) as Markdown. Menus,
 * forms, scripts, drawings, comments and hidden elements are left out. `title` is the page's <title>,
 * `url` its canonical address. Throws where the
 * page cannot be read, or is nested more than 200 deep.
 */
export async function readHtml(html: string): Promise<HtmlPage> {
  refuseDepth(html)
  // Only loaded for the first HTML page: it costs start-up time and memory that a Markdown folder need not pay.
  const { default: Turndown } = await import('turndown')
  const { default: domino } = Domino.parse(await import(DOMINO))
  const document = domino.createDocument(html)
  const title = document.querySelector('title')?.textContent?.replaceAll(/\s+/g, ' ').trim() || null
  const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? ''
  const url = /^https?:\/\//i.test(canonical) && URL.canParse(canonical) ? new URL(canonical).href : null
  const root = document.body
  if (root === null) return { markdown: '', title, url }
  prune(root, 0)
  const main = root.querySelector('main') ?? root.querySelector('[role="main"]') ?? onlyArticle(root)

  const turndown = new Turndown({ headingStyle: 'atx', codeBlockStyle: 'fenced', bulletListMarker: '-' })
  const escaped = turndown.escape.bind(turndown)
  turndown.escape = (text) => escaped(text).replaceAll('<', '\\<')
  turndown.addRule('table', {
    filter: 'table',
    replacement: (_content, table) => `\n\n${tableOf(table)}\n\n`,
  })
  return { markdown: turndown.turndown(main ?? root), title, url }
}

/** Before it is parsed: the parser's time grows with the square of the depth. */
function refuseDepth(html: string): void {
  let depth = 0
  for (const [, closing, name = ''] of html.matchAll(OPENS_OR_CLOSES)) {
    if (LEFT_OPEN.has(name.toLowerCase())) continue
    depth = Math.max(0, depth + (closing ? -1 : 1))
    // Some pages forget to close a few; none forgets this many.
    if (depth > DEEPEST * 5) throw new Error(`its elements are nested more than ${DEEPEST} deep`)
  }
}

function prune(element: HTMLElement, depth: number): void {
  if (depth > DEEPEST) throw new Error(`its elements are nested more than ${DEEPEST} deep`)
  for (const child of Array.from(element.childNodes)) {
    if (child.nodeType === TEXT) continue
    if (child.nodeType !== ELEMENT || isUnread(child)) element.removeChild(child)
    else prune(child, depth + 1)
  }
}

function isUnread(element: HTMLElement): boolean {
  if (DROPPED.has(element.nodeName.toUpperCase())) return true
  return isHidden({
    hidden: element.getAttribute('hidden'),
    ariaHidden: element.getAttribute('aria-hidden'),
    style: element.getAttribute('style'),
  })
}

/** A page of many articles (a list of news) is read whole. */
function onlyArticle(root: HTMLElement): HTMLElement | null {
  const first = root.querySelector('article')
  return root.querySelector('article ~ article') === null ? first : null
}

/** Turndown alone would run a table's cells together. */
function tableOf(table: HTMLElement): string {
  const rows = descendants(table, 'TR').map((row) =>
    Array.from(row.childNodes)
      .filter((cell) => cell.nodeName === 'TD' || cell.nodeName === 'TH')
      .map((cell) => cellText(cell)),
  )
  const [first, ...rest] = rows.filter((cells) => cells.some((cell) => cell !== ''))
  if (first === undefined) return ''
  const width = Math.max(first.length, ...rest.map((cells) => cells.length))
  const line = (cells: string[]) =>
    `| ${Array.from({ length: width }, (_, column) => cells[column] ?? '').join(' | ')} |`
  return [line(first), line(Array.from({ length: width }, () => '---')), ...rest.map(line)].join('\n')
}

function cellText(cell: HTMLElement): string {
  return (cell.textContent ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[|<[\]`*_\\]/g, '\\$&')
}

function descendants(element: HTMLElement, name: string): HTMLElement[] {
  return Array.from(element.childNodes).flatMap((child) =>
    child.nodeName === name ? [child] : descendants(child, name),
  )
}
