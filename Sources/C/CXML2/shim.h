#pragma once
// libxml2's headers would pull in the system's ICU, which clashes with Foundation's own in debug builds.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
