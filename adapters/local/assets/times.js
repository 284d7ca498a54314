/** Puts every time inside `root` into the reader's own words and zone. */
export function showTimes(root = document) {
  for (const shown of root.querySelectorAll('time[data-time]')) {
    const moment = new Date(shown.dateTime)
    if (shown.dataset.time === 'ago') shown.textContent = ago(moment)
    else if (shown.dataset.time === 'day') shown.textContent = moment.toLocaleDateString()
    else {
      const isToday = moment.toDateString() === new Date().toDateString()
      // What is yet to come may be on another day.
      const day = shown.dataset.time === 'until' && !isToday ? { weekday: 'long' } : {}
      shown.textContent = moment.toLocaleTimeString([], { ...day, hour: '2-digit', minute: '2-digit' })
    }
    shown.title = moment.toLocaleString()
  }
}

/** What was kept of a text, and what stands in its field by now; neither is lost, and nothing stands there twice. */
export function joined(kept, stands) {
  return stands.includes(kept) ? stands : [kept, stands].filter(Boolean).join('\n')
}

/** A fresh id; `crypto.randomUUID` is only there on addresses that the browser trusts. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function ago(moment) {
  const minutes = Math.max(0, Math.floor((Date.now() - moment.getTime()) / 60_000))
  if (minutes < 1) return 'under a minute'
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h ${minutes % 60} min`
  return `${Math.floor(hours / 24)} days`
}
