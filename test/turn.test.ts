import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Answerer } from '../src/mind/answer.ts'
import { SECOND, World } from './support/world.ts'

describe('while an answer takes long', () => {
  let world: World
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  })
  afterEach(async () => {
    vi.useRealTimers()
    await world.close()
  })

  it('the sign that we are at it does not fade', async () => {
    const thinking = Promise.withResolvers<null>()
    const asked = Promise.withResolvers<void>()
    const answerer: Answerer = {
      name: 'slow',
      answer() {
        asked.resolve()
        return thinking.promise
      },
    }
    world = await World.open('sqlite', { answerer })
    await world.write('How can I return a jacket?')
    const passed = world.pass()
    await asked.promise
    vi.advanceTimersByTime(25 * SECOND)
    thinking.resolve(null)
    await passed
    expect(world.customers.signs).toHaveLength(4)
    vi.advanceTimersByTime(60 * SECOND)
    expect(world.customers.signs).toHaveLength(4)
  })
})
