const LABELS =
  'now|message|pages|page|facts|fact|tools|tools_for_staff|tool|result|conversation|line|customer|topics|topic|names'
const OWN = new RegExp(`<(?=/?(?:${LABELS})\\b)`, 'gi')

/** A piece of data with its label, such as `<page id="P1">…</page>`. Whatever it holds cannot end it or begin another. */
export function labelled(label: string, text: string, about: Readonly<Record<string, string>> = {}): string {
  const names = Object.entries(about).map(
    ([name, value]) => ` ${name}="${value.replaceAll(/["<>\s]+/g, ' ')}"`,
  )
  return `<${label}${names.join('')}>${harmless(text)}</${label}>`
}

/** Several pieces under one label, each on a line of its own; '' where there are none. */
export function labelledAll(label: string, pieces: readonly string[]): string {
  return pieces.length === 0 ? '' : `<${label}>\n${pieces.join('\n')}\n</${label}>`
}

function harmless(text: string): string {
  return text.replaceAll(OWN, '‹')
}
