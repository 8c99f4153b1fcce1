-- Counts how often this ledger was put back to an older state: offsets of one epoch mean nothing in another.
alter table heads add column epoch integer not null default 1;
