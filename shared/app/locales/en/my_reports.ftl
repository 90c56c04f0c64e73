# my_reports
