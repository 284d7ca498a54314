import { html } from 'hono/html'
import type { Token } from 'marked'
import { addressOf, inside, readFence, readSmall, startOf, textOf } from '../../src/small-markdown.ts'
import type { Html } from '../../src/web/page.ts'

/**
 * Small Markdown as safe HTML. Everything is escaped by the template; only http and https links become links; raw HTML
 * and images stay the text that they are.
 */
export function formatText(text: string): Html {
  const tokens = readSmall(text)
  return tokens ? html`${blocks(tokens)}` : formatPlain(text)
}

/** Words exactly as somebody wrote them, with their line breaks. */
export function formatPlain(text: string): Html {
  return html`<p class="plain" dir="auto">${text}</p>`
}

/** Small Markdown as plain text, for a terminal. A link keeps its address in brackets behind its words. */
export function plainText(text: string): string {
  const tokens = readSmall(text)
  return tokens ? tokens.map(plainBlock).join('').trim() : text
}

/** A link that opens beside our page and tells the other side nothing of it. */
export function link(address: string, words: unknown): Html {
  return html`<a href="${address}" rel="noopener noreferrer nofollow" target="_blank">${words}</a>`
}

function blocks(tokens: Token[]): Html[] {
  return tokens.map(block)
}

function block(token: Token): Html {
  switch (token.type) {
    case 'space':
    case 'def':
      return html``
    case 'heading':
      return html`<p><strong>${inline(token)}</strong></p>`
    case 'paragraph':
      return html`<p>${inline(token)}</p>`
    case 'blockquote':
      return html`<blockquote>${blocks(inside(token))}</blockquote>`
    case 'list':
      return list(token)
    case 'code':
      return html`<pre tabindex="0"><code>${readFence(token).text}</code></pre>`
    case 'hr':
      return html`<hr>`
    case 'text':
      return html`${inline(token)}`
    default:
      return formatPlain(token.raw.trim())
  }
}

function list(token: Token): Html {
  const items = inside(token).map((item) => html`<li>${blocks(inside(item))}</li>`)
  if (!('ordered' in token && token.ordered)) return html`<ul>${items}</ul>`
  const start = Number(token.start)
  return html`<ol start="${Number.isSafeInteger(start) ? start : 1}">${items}</ol>`
}

function inline(token: Token): Html[] {
  const tokens = inside(token)
  return tokens.length > 0 ? tokens.map(span) : [html`${textOf(token)}`]
}

function span(token: Token): Html {
  switch (token.type) {
    case 'strong':
      return html`<strong>${inline(token)}</strong>`
    case 'em':
      return html`<em>${inline(token)}</em>`
    case 'del':
      return html`<s>${inline(token)}</s>`
    case 'codespan':
      return html`<code>${textOf(token)}</code>`
    case 'br':
      return html`<br>`
    case 'link': {
      const address = addressOf(token)
      return address === null ? html`${token.raw}` : link(address, inline(token))
    }
    case 'text':
      return html`${inline(token)}`
    case 'escape':
      return html`${textOf(token)}`
    default:
      return html`${token.raw}`
  }
}

function plainBlock(token: Token): string {
  if (token.type === 'space' || token.type === 'def') return ''
  if (token.type === 'list') {
    const start = startOf(token)
    const items = inside(token).map((item, index) => {
      const mark = start === null ? '-' : `${start + index}.`
      return `${mark} ${inside(item).map(plainBlock).join('').trim().replaceAll('\n', '\n  ')}`
    })
    return `${items.join('\n')}\n\n`
  }
  if (token.type === 'blockquote') return `${inside(token).map(plainBlock).join('')}`
  if (token.type === 'code') return `${readFence(token).text}\n\n`
  if (['heading', 'paragraph'].includes(token.type)) return `${plainInline(token)}\n\n`
  if (token.type === 'text') return `${plainInline(token)}\n`
  return `${token.raw.trim()}\n\n`
}

function plainInline(token: Token): string {
  const tokens = inside(token)
  return tokens.length > 0 ? tokens.map(plainSpan).join('') : textOf(token)
}

function plainSpan(token: Token): string {
  if (['strong', 'em', 'del', 'text'].includes(token.type)) return plainInline(token)
  if (token.type === 'codespan' || token.type === 'escape') return textOf(token)
  if (token.type === 'br') return '\n'
  const address = token.type === 'link' ? addressOf(token) : null
  if (address !== null) {
    const words = plainInline(token)
    return words === address ? words : `${words} (${address})`
  }
  return token.raw
}
