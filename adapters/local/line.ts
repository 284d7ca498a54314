import { createHash } from 'node:crypto'
import { html } from 'hono/html'
import { isWebAddress } from '../../src/small-markdown.ts'
import type { Html } from '../../src/web/page.ts'
import { CustomerBody, TextBody } from './bodies.ts'
import { formatPlain, formatText, link, plainText } from './format.ts'
import type { Post } from './posts.ts'
import type { Words } from './words.ts'

/** One line of a customer's chat as pages and the terminal are given it. */
export type ChatLine = {
  id: string
  role: 'you' | 'assistant' | 'staff' | 'house'
  who: string
  /** The id that the customer's page gave this message, where it is theirs. */
  message: string | null
  at: number
  html: string
  plain: string
}

/** A post of a customer's channel as a line; null for what is nobody's line there. */
export async function chatLine(post: Post, words: Words, assistantName: string): Promise<ChatLine | null> {
  if (post.kind === 'customer') {
    const body = CustomerBody.parse(JSON.parse(post.body))
    const plain = body.removed ? words.removed : body.text
    return line(post, 'you', words.you, body.message, plain, customerHtml(post, body, words))
  }
  if (post.kind === 'text') {
    const body = TextBody.parse(JSON.parse(post.body))
    const { speaker } = body
    const who =
      speaker.role === 'staff' ? speaker.name : speaker.role === 'house' ? words.noticeTag : assistantName
    return line(post, speaker.role, who, null, plainOf(body, words), textHtml(post, body, who, words))
  }
  return null
}

/** When something was said; the page's script puts it into the reader's own time. */
export function time(at: number, how: 'clock' | 'ago' | 'day' | 'until' = 'clock'): Html {
  const moment = new Date(at)
  const clock = moment.toLocaleTimeString('en-GB').slice(0, 5)
  const day = moment.toLocaleDateString('en-GB')
  const shown = how === 'day' ? day : how === 'until' ? `${day} ${clock}` : clock
  return html`<time datetime="${moment.toISOString()}" data-time="${how}">${shown}</time>`
}

// Lets a page that is told a line twice leave it alone, so that nobody hears it read out again.
function version(post: Post): string {
  return createHash('sha256').update(post.body).digest('base64url').slice(0, 8)
}

async function line(
  post: Post,
  role: ChatLine['role'],
  who: string,
  message: string | null,
  plain: string,
  shown: Html,
) {
  return { id: post.id, role, who, message, at: post.at, plain, html: String(await shown) }
}

function customerHtml(
  post: Post,
  { message, text, choice, edited, removed }: CustomerBody,
  words: Words,
): Html {
  const menu = html`<details class="menu"><summary aria-label="${words.more}"><span aria-hidden="true">⋯</span></summary>
<div class="menu-body"><button type="button" data-do="edit">${words.edit}</button>
<button type="button" data-do="remove" data-surely="${words.removeSurely}">${words.remove}</button></div></details>`
  return html`<li class="post you" id="post-${post.id}" data-seq="${post.seq}" data-version="${version(post)}" data-message="${message}" aria-live="off">
<p class="who"><span class="name">${words.you}</span> ${time(post.at)}
${edited && !removed ? html`<span class="state">${words.edited}</span>` : ''}<span class="state sent">${words.sent}</span></p>
<div class="row">${removed || choice ? '' : menu}
<div class="says${removed ? ' gone' : ''}">${formatPlain(removed ? words.removed : text)}</div></div></li>`
}

function textHtml(post: Post, body: TextBody, who: string, words: Words): Html {
  const { role } = body.speaker
  const says = html`<div class="says">${formatText(body.text)}${sourcesHtml(body, words)}</div>${optionsHtml(body)}`
  if (role === 'house') {
    return html`<li class="post house" id="post-${post.id}" data-seq="${post.seq}" data-version="${version(post)}"><p class="who"><span class="sr">${who}</span> ${time(post.at)}</p>${says}</li>`
  }
  const tag = role === 'staff' ? words.staffTag : words.assistantTag
  return html`<li class="post ${role}" id="post-${post.id}" data-seq="${post.seq}" data-version="${version(post)}">
<p class="who"><span class="face" aria-hidden="true">${[...who][0] ?? ''}</span><span class="name">${who}</span>
<span class="tag">${tag}</span> ${time(post.at)}</p>${says}</li>`
}

function sourcesHtml({ sources }: TextBody, words: Words): Html {
  if (sources.length === 0) return html``
  const items = sources.map(({ title, page, url }) => {
    if (url && isWebAddress(url)) return html`<li>${link(url, title || page)}</li>`
    return html`<li>${title || page}${title && page !== title ? html` <span class="page">${page}</span>` : ''}</li>`
  })
  return html`<div class="sources"><p>${words.sources}</p><ul>${items}</ul></div>`
}

function optionsHtml({ options }: TextBody): Html {
  if (options.length === 0) return html``
  return html`<div class="options">${options.map(
    ({ choice, label }) => html`<button type="button" data-press="${choice}">${label}</button>`,
  )}</div>`
}

function plainOf({ text, sources }: TextBody, words: Words): string {
  if (sources.length === 0) return plainText(text)
  const list = sources.map(({ title, page, url }) => `- ${title || page} (${url ?? page})`)
  return `${plainText(text)}\n\n${words.sources}:\n${list.join('\n')}`
}
