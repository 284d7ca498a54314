-- What the owner's room reads: messages by time, and what belongs to one conversation.

create index messages_at on messages (at, seq);
create index readings_conversation on readings (conversation_id);
create index handoffs_status on handoffs (status, opened_at);
create index notes_handoff on notes (handoff_id);
