"""The employers' part of the registry of personal data (config.kernel.personal), a module for each noun."""

from employers.personal_data import contacts as contacts
from employers.personal_data import jobs as jobs
from employers.personal_data import occasions as occasions
from employers.personal_data import placing as placing
from employers.personal_data import public as public
from employers.personal_data import register as register
from employers.personal_data import serving as serving
