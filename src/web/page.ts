import { html } from 'hono/html'

/** HTML that is safe to send: everything put into it was escaped. */
export type Html = ReturnType<typeof html>

export type Page = {
  title: string
  company: string
  main: Html
  /** What stands at the right of the header. */
  aside?: Html
  /** Names of scripts and of stylesheets in the assets folders. */
  scripts?: string[]
  styles?: string[]
  /** A word for the whole page, for the stylesheet: `chat`, `desk`, `words`. */
  look?: string
  lang?: string
  /** An address of ours that the page moves on to by itself. */
  moveTo?: string
}

/** The frame that every page shares: head, skip link, header with the company's name, main. */
export function page({
  title,
  company,
  main,
  aside,
  scripts = [],
  styles = [],
  look = 'words',
  lang = 'en',
  moveTo,
}: Page): Html {
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
${moveTo ? html`<meta http-equiv="refresh" content="0; url=${moveTo}">` : ''}
<link rel="icon" href="/assets/warmline.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/warmline.css">
${styles.map((style) => html`<link rel="stylesheet" href="/assets/${style}">`)}
${scripts.map((script) => html`<script type="module" src="/assets/${script}"></script>`)}
</head>
<body class="${look}">
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<img class="mark" src="/assets/warmline.svg" alt="" width="32" height="32">
<p class="company">${company}</p>
${aside ?? ''}
</header>
<main id="main" tabindex="-1">${main}</main>
</body>
</html>`
}

/** A page of a few sentences: what happened, and what to do now. */
export function wordsPage(about: { title: string; company: string; sentences: string[] }): Html {
  const { title, company, sentences } = about
  const main = html`<div class="sheet"><h1>${title}</h1>${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>`
  return page({ title, company, main })
}
