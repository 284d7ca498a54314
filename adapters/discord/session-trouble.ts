const CONTENT_SETTING =
  'Open the app at discord.com/developers, switch on "Message Content Intent" under Bot, and start Warmline again.'

/** It works all the same, in part. */
export const NO_CONTENT = `Discord does not let us read what people write in channels without mentioning us. Direct messages, mentions, replies to us and commands are answered. ${CONTENT_SETTING}`

/** Why Discord does not reach us, in a sentence for the owner that says what to do. `code` is as in RefusedError. */
export function saySessionTrouble(code: string): string {
  switch (code) {
    case 'unauthorized':
    case 'gateway_4004':
      return `Discord does not take our token (${code}). Make a new one on the page of the bot at discord.com/developers, put it into .env ("npm run setup" does it), and start Warmline again. Nothing is lost meanwhile.`
    case 'gateway_4011':
      return `The bot is in more servers than Warmline can serve (${code}). Take it out of some of them, and start Warmline again.`
    case 'no_logins_left':
      return `Discord allows the bot no further login for some hours (${code}). We log in as soon as it does. Nothing is lost meanwhile.`
    default:
      return /^gateway_40(?:10|12|13|14)$/.test(code)
        ? `Discord does not take our connection (${code}). There may be a newer Warmline that it takes; "npm run doctor" looks closer. Nothing is lost meanwhile.`
        : `Discord cannot reach us at the moment (${code}). We keep trying; "npm run doctor" looks closer.`
  }
}
