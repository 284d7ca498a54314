/** The hosts of the http(s) links that stand in a text, lower case and in punycode, with the port where one is given. */
export function hostsIn(text: string): string[] {
  return Array.from(text.matchAll(/https?:\/\/[^\s<>"'`|\])}]+/gi), ([address]) => hostOf(address)).filter(
    (host) => host !== null,
  )
}

/** The host of a whole http(s) address; null for any other, and for one that carries a name or password. */
export function hostOf(address: string): string | null {
  if (!/^https?:\/\/[^/\\]/i.test(address) || !URL.canParse(address)) return null
  const url = new URL(address)
  return url.username === '' && url.password === '' && url.host !== '' ? url.host : null
}
