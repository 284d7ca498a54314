import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { asOurs } from './failures.ts'

/** Ids of the bot and of its application, which differ where the application is old. */
export type Identity = { bot: string; application: string }

const Application = z.object({
  id: z.string().min(1),
  bot: z
    .object({ id: z.string().min(1) })
    .nullish()
    .catch(null),
})
const User = z.object({ id: z.string().min(1) })

/** Who we are; Discord is asked once. Rejects with RefusedError and UnreachableError only. */
export function createIdentity(rest: REST): () => Promise<Identity> {
  let asked: Promise<Identity> | null = null
  return () => {
    asked ??= ask(rest).catch((error: unknown) => {
      asked = null
      throw asOurs(error)
    })
    return asked
  }
}

async function ask(rest: REST): Promise<Identity> {
  const { id, bot } = Application.parse(await rest.get(Routes.currentApplication()))
  return { application: id, bot: bot?.id ?? User.parse(await rest.get(Routes.user())).id }
}
