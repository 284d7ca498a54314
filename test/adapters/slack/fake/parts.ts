import type { Method } from './api.ts'
import { ApiError } from './api-error.ts'
import { Delivery } from './delivery.ts'
import { Faults } from './faults.ts'
import { Forms } from './forms.ts'
import { Interactions } from './interactions.ts'
import { News } from './news.ts'
import { People } from './people.ts'
import { RequestUrl } from './request-url.ts'
import type { Options } from './settings.ts'
import { Sockets } from './sockets.ts'
import type { World } from './world.ts'

export type Parts = {
  faults: Faults
  sockets: Sockets
  requests: RequestUrl
  delivery: Delivery
  news: News
  people: People
  forms: Forms
  interactions: Interactions
}

/** The works of one Slack. */
export function assemble(world: World, options: Options): Parts {
  const ackTimeout = options.ackTimeout ?? 3000
  const sockets = new Sockets(world, ackTimeout, options.lingering ?? false)
  const requests = new RequestUrl(world, ackTimeout)
  requests.url = options.requestUrl ?? null
  const delivery = new Delivery(world, options.mode === 'http' ? requests : sockets)
  const news = new News(world, delivery)
  const forms = new Forms(world)
  return {
    sockets,
    requests,
    delivery,
    news,
    forms,
    faults: new Faults(world.clock, options.pace ?? false),
    people: new People(world, news, delivery),
    interactions: new Interactions(world, forms, delivery),
  }
}

/** apps.connections.open. */
export function socketMethods(sockets: Sockets, port: () => number): Record<string, Method> {
  return {
    'apps.connections.open': {
      token: 'app',
      run: () => {
        if (sockets.refusal) throw new ApiError(sockets.refusal)
        return { ok: true, url: sockets.ticket(port()) }
      },
    },
  }
}
