create table if not exists vm_delivery (
    context varchar(64) not null,
    box_number varchar(64) not null,
    delivery_key varchar(64) not null,
    delivered_ms bigint not null,
    primary key (context, box_number, delivery_key)
)${options};

create index vm_delivery_by_age on vm_delivery (delivered_ms);

create table if not exists vm_folder (
    dir varchar(255) not null primary key,
    change_version bigint not null
)${options};

create table if not exists vm_extra (
    context varchar(64) not null,
    box_number varchar(64) not null,
    message_id varchar(64) not null,
    received_ms bigint not null,
    length_ms bigint not null,
    caller_name varchar(256),
    caller_number varchar(128),
    redirecting_name varchar(256),
    redirecting_number varchar(128),
    category varchar(1024) not null,
    call_id varchar(1024) not null,
    attributes ${text} not null,
    urgent integer not null,
    sensitivity varchar(16) not null,
    heard_by varchar(4096) not null,
    primary key (context, box_number, message_id)
)${options};
