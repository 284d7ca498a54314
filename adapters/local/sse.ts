/** One event of a live stream. */
export type ServerEvent = { event: string; data: string; id: string }

/** Reads a live stream, as browsers do it by themselves: events are parted by an empty line, comments are left out. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true })
    const blocks = rest.split(/\r\n\r\n|\n\n|\r\r/)
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = parse(block)
      if (event.data !== '') yield event
    }
  }
}

function parse(block: string): ServerEvent {
  const event: ServerEvent = { event: 'message', data: '', id: '' }
  const data: string[] = []
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line) ?? []
    if (field === 'data') data.push(value ?? '')
    if (field === 'event') event.event = value ?? ''
    if (field === 'id') event.id = value ?? ''
  }
  return { ...event, data: data.join('\n') }
}
