-- Calls of the company's own tools that wait for a member of staff: one at most for each handoff, so that a click can mean
-- no other call than the one it stands under. The arguments are the very text that is shown and sent.

create table proposals (
  id text primary key,
  handoff_id text not null unique references handoffs (id),
  server text not null,
  tool text not null,
  arguments text not null,
  state text not null,
  proposed_at bigint not null,
  decided_by text,
  decided_name text,
  decided_at bigint,
  result text,
  ended_at bigint
);
