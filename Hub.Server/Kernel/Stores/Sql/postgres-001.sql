-- One row a fair: whoever appends updates it first, so offsets are gapless and in the order of commits.
create table heads (
    fair     text   primary key,
    "offset" bigint not null,
    hash     bytea  not null,
    -- counts how often this ledger was put back to an older state: offsets of one epoch mean nothing in another
    epoch    bigint not null default 1
);

create table facts (
    fair     text    not null,
    "offset" bigint  not null,
    at       bigint  not null,
    actor    text    not null,
    command  uuid    not null,
    part     integer not null,
    slice    text    not null,
    body     json    not null,
    hash     bytea   not null,
    digest   bigint  not null,
    primary key (fair, "offset"),
    constraint facts_command unique (fair, command, part)
);

create table people (
    fair text not null,
    key  text not null,
    body json not null,
    primary key (fair, key)
);
