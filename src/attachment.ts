import { z } from 'zod'

/** A file that somebody sent. `url` is where the adapter that it came through can read it, `size` in bytes. */
export const Attachment = z.object({
  name: z.string().max(300),
  type: z.string().max(200).default(''),
  size: z.number().int().nonnegative().nullable().default(null),
  url: z.string().max(3000).nullable().default(null),
})
export type Attachment = z.infer<typeof Attachment>

/** A customer's file on its way to staff. `read` throws what Adapter.read throws. */
export type File = Attachment & { read(): Promise<Uint8Array> }
