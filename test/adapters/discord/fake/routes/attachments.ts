import { z } from 'zod'
import { fileUrl } from '../cdn.ts'
import { bot, invalid, ok, type Routes, read } from '../routing.ts'
import type { Works } from '../works.ts'

const Refresh = z.object({ attachment_urls: z.array(z.string()).min(1).max(50) })

/** New addresses for files whose addresses are too old. */
export function attachmentRoutes({ world }: Works): Routes {
  return {
    'POST /attachments/refresh-urls': bot((call) => {
      const { attachment_urls: urls } = read(Refresh, call.body)
      const refreshed = urls.map((original) => {
        const file = world.files.get(new URL(original).pathname.split('/')[3] ?? '')
        if (!file) throw invalid(['attachment_urls: ATTACHMENT_URL_INVALID Not an attachment.'])
        return { original, refreshed: fileUrl(world, file) }
      })
      return ok({ refreshed_urls: refreshed })
    }),
  }
}
