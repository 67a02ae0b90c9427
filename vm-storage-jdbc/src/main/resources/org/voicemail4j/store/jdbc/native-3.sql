create table if not exists vm_credential (
    context varchar(64) not null,
    box_number varchar(64) not null,
    pin varchar(400),
    failures integer not null,
    last_failure_ms bigint,
    primary key (context, box_number)
)${options};

create table if not exists vm_subscriber (
    context varchar(64) not null,
    box_number varchar(64) not null,
    full_name varchar(256) not null,
    emails varchar(2048) not null,
    pager varchar(256),
    pin varchar(400),
    pin_fixed integer not null,
    settings ${text} not null,
    primary key (context, box_number)
)${options};
