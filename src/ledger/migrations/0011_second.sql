-- Whom a reminder calls by name, as a JSON list of the platform's ids; where it should be shown alone, and whom the owner
-- has called there: should it have to be shown elsewhere, that is said.
alter table reminders add column calls text not null default '[]';
alter table reminders add column place text;
alter table reminders add column called text;

-- The IANA name of the zone that a customer lives in, where their platform tells it.
alter table customers add column zone text;

-- By when a promise was first to be kept, where staff moved it since: it is kept in time by this time alone; and when they
-- moved it last.
alter table promises add column first_due_at bigint;
alter table promises add column moved_at bigint;
create index promises_first_due on promises (first_due_at) where first_due_at is not null;

-- Each time that a promise was moved: by whom, from when to when. `origin` is the click: one click, one move.
create table promise_moves (
  promise_id text not null references promises (id),
  from_at bigint not null,
  to_at bigint not null,
  by_id text not null,
  by_name text not null,
  at bigint not null,
  origin text not null unique
);
create index promise_moves_promise on promise_moves (promise_id, at);
