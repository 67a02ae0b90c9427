create index vm_subscriber_by_number on vm_subscriber (box_number, context);
