-- What the calls of the model used, one row each, also of those that failed. Tokens: cached_tokens are a part of
-- input_tokens, reasoning_tokens a part of output_tokens; `estimated` where the server did not tell. `cost` is in
-- millionths of the owner's currency, null where the model has no price.

create table spend (
  id text primary key,
  at bigint not null,
  customer_id text,
  conversation_id text,
  purpose text not null,
  model text not null,
  input_tokens bigint not null,
  cached_tokens bigint not null,
  output_tokens bigint not null,
  reasoning_tokens bigint not null,
  estimated integer not null,
  cost bigint,
  ms bigint not null,
  ended text not null
);
create index spend_at on spend (at, cost);
create index spend_customer on spend (customer_id, at, cost);
create index spend_conversation on spend (conversation_id);
