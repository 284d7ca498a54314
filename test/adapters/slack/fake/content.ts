import { z } from 'zod'
import { loose } from './api.ts'
import { ApiError } from './api-error.ts'
import { problemsOf } from './block-kit.ts'
import type { Json } from './world.ts'

const Blocks = loose(z.array(z.record(z.string(), z.unknown())))
/** The app's own note on a message. */
export const Metadata = loose(
  z.object({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) }),
)
/** What a message may say. */
export const Content = z.object({
  channel: z.string().min(1),
  text: z.string().optional(),
  markdown_text: z.string().optional(),
  blocks: Blocks.optional(),
  attachments: Blocks.optional(),
})
/** What is in it, checked as Slack does; `longest` is for the text, in UTF-16 units. Throws ApiError. */
export function content(post: z.output<typeof Content>, longest: number): { text: string; blocks: Json[] } {
  const blocks = post.blocks ?? []
  if (post.markdown_text !== undefined) {
    if (post.text !== undefined || blocks.length > 0) throw new ApiError('markdown_text_conflict')
    if (post.markdown_text.length > 12_000) throw new ApiError('msg_too_long')
    return { text: post.markdown_text, blocks: [{ type: 'markdown', text: post.markdown_text }] }
  }
  const text = post.text ?? ''
  if (text.trim() === '' && blocks.length === 0 && !post.attachments?.length) throw new ApiError('no_text')
  if (text.length > longest) throw new ApiError('msg_too_long')
  const problems = problemsOf(blocks)
  if (problems.length > 0) {
    const messages = problems.map((problem) => `[ERROR] ${problem}`)
    throw new ApiError('invalid_blocks', { errors: problems, response_metadata: { messages } })
  }
  return { text, blocks }
}
