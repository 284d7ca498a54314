import { z } from 'zod'
import { ApiError, Code } from '../api-error.ts'
import { problemsOfCommands } from '../commands.ts'
import { bot, type Call, invalid, ok, param, type Routes } from '../routing.ts'
import type { Works } from '../works.ts'

/** The app's commands: read, and overwritten as a whole. */
export function commandRoutes({ world, commands }: Works): Routes {
  const guildIn = (call: Call): string | null => {
    if (param(call, 'application') !== world.home.applicationId) {
      throw new ApiError(Code.MissingAccess, { status: 403 })
    }
    const { guild } = call.params
    if (guild !== undefined && guild !== world.home.guildId) throw new ApiError(Code.MissingAccess)
    return guild ?? null
  }
  const list = bot((call) => ok(commands.list(guildIn(call)).map((one) => commands.shape(one))))
  const overwrite = bot((call) => {
    const guild = guildIn(call)
    const problems = problemsOfCommands(call.body)
    if (problems.length > 0) throw invalid(problems)
    const made = commands.overwrite(guild, z.array(z.unknown()).parse(call.body))
    return ok(made.map((one) => commands.shape(one)))
  })
  return {
    'GET /applications/:application/commands': list,
    'PUT /applications/:application/commands': overwrite,
    'GET /applications/:application/guilds/:guild/commands': list,
    'PUT /applications/:application/guilds/:guild/commands': overwrite,
  }
}
