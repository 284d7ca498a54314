import { html } from 'hono/html'

/** Where an installation begins. */
export const START = '/slack/install'

/** How an installation ended. `workspace` is its id, `whole` that it is for a whole organisation. */
export type Ending =
  | { kind: 'installed'; workspace: string; whole: boolean }
  | { kind: 'not_allowed'; workspace: string }
  | { kind: 'denied' | 'started_wrong' | 'refused' | 'no_answer' | 'rotation' | 'failed' }

type Words = { status: 200 | 400 | 403 | 500 | 502; title: string; sentences: string[]; again: boolean }

/** What whoever installs is shown at the end, and the HTTP status of it. */
export function endingPage(ending: Ending) {
  const { status, title, sentences, again } = wordsFor(ending)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/assets/warmline.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/warmline.css">
</head>
<body class="words">
<header class="top"><img class="mark" src="/assets/warmline.svg" alt="" width="32" height="32"><p class="company">Warmline</p></header>
<main id="main"><div class="sheet"><h1>${title}</h1>
${sentences.map((sentence) => html`<p>${sentence}</p>`)}
${again ? html`<p><a href="${START}">Start again</a></p>` : ''}</div></main>
</body>
</html>`
  return { status, page }
}

function wordsFor(ending: Ending): Words {
  switch (ending.kind) {
    case 'installed':
      return {
        status: 200,
        title: 'Warmline is in your workspace',
        sentences: ending.whole ? WHOLE : ['Write to it in a direct message. You can close this page.'],
        again: false,
      }
    case 'denied':
      return {
        status: 200,
        title: 'Nothing was installed',
        sentences: ['You said no in Slack, and that is fine. If you change your mind, you can start again.'],
        again: true,
      }
    case 'started_wrong':
      return {
        status: 400,
        title: 'Please start once more',
        sentences: [
          'An installation has to be finished within ten minutes, in the browser that it was started in, and this page works once.',
          'If you were told that Warmline is in your workspace, all is well. Otherwise please start again.',
        ],
        again: true,
      }
    case 'not_allowed':
      return {
        status: 403,
        title: 'Your workspace is not on the list yet',
        sentences: [
          'This Warmline answers only in the workspaces that its owner has named. We kept nothing of yours.',
          `Please ask whoever runs it to add yours, and tell them its id: ${ending.workspace}`,
        ],
        again: false,
      }
    case 'rotation':
      return {
        status: 502,
        title: 'This Slack app cannot be used yet',
        sentences: [
          'Token rotation is switched on in the settings of the Slack app, and Warmline cannot work with that.',
          'Please tell whoever runs this Warmline. It needs a Slack app without token rotation.',
        ],
        again: false,
      }
    case 'refused':
      return {
        status: 502,
        title: 'Slack did not let us in',
        sentences: [
          'Slack did not finish the installation, so Warmline cannot answer in your workspace yet.',
          'Please start again. If it happens twice, tell whoever runs this Warmline: Slack’s reason stands in its log.',
        ],
        again: true,
      }
    case 'no_answer':
      return {
        status: 502,
        title: 'Slack did not answer in time',
        sentences: [
          'So Warmline cannot answer in your workspace yet. Please wait a minute, then start again.',
        ],
        again: true,
      }
    case 'failed':
      return {
        status: 500,
        title: 'Something went wrong here',
        sentences: [
          'That is our fault, not yours. Slack may show Warmline as installed, but it cannot answer in your workspace yet.',
          'Please start again in a moment. If it happens twice, tell whoever runs this Warmline.',
        ],
        again: true,
      }
  }
}

const WHOLE = [
  'It was installed for your whole organisation. Where it cannot be found yet, somebody who manages the organisation in Slack adds it to that workspace.',
  'Then write to it in a direct message. You can close this page.',
]
