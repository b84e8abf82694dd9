"""The JSON of the service: what each resource looks like to a program, as the OpenAPI description says it."""
